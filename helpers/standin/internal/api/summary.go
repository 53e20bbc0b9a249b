package api

import (
	"fmt"
	"sort"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// The states that a deployment can be in, best first.
const (
	StateReady       = "Ready"
	StateNotReady    = "NotReady"
	StateWaitApplied = "WaitApplied"
	StateErrApplied  = "ErrApplied"
)

var rank = map[string]int{StateReady: 0, StateNotReady: 1, StateWaitApplied: 2, StateErrApplied: 3}

// Summary counts deployments by state, and names those that are not ready.
type Summary struct {
	DesiredReady      int        `json:"desiredReady"`
	Ready             int        `json:"ready"`
	NotReady          int        `json:"notReady,omitempty"`
	WaitApplied       int        `json:"waitApplied,omitempty"`
	ErrApplied        int        `json:"errApplied,omitempty"`
	NonReadyResources []NonReady `json:"nonReadyResources,omitempty"`
}

// NonReady names a deployment that is not ready.
type NonReady struct {
	Name    string `json:"name,omitempty"`
	State   string `json:"bundleState,omitempty"`
	Message string `json:"message,omitempty"`
}

// State is the deployment's state, and the message that goes with it.
func State(bd *BundleDeployment) (state, message string) {
	deployed := FindCondition(bd.Status.Conditions, Deployed)
	if deployed != nil {
		message = deployed.Message
	}
	switch {
	case bd.Status.AppliedDeploymentID == bd.Spec.DeploymentID && bd.Status.Ready:
		return StateReady, ""
	case bd.Status.AppliedDeploymentID == bd.Spec.DeploymentID:
		return StateNotReady, message
	case deployed != nil && deployed.Status == corev1.ConditionFalse:
		return StateErrApplied, message
	default:
		return StateWaitApplied, message
	}
}

// Summarize counts deployments, each under the name that name gives it.
func Summarize(deployments []BundleDeployment, name func(*BundleDeployment) string) Summary {
	s := Summary{}
	for i := range deployments {
		bd := &deployments[i]
		s.DesiredReady++
		state, message := State(bd)
		switch state {
		case StateReady:
			s.Ready++
			continue
		case StateNotReady:
			s.NotReady++
		case StateWaitApplied:
			s.WaitApplied++
		case StateErrApplied:
			s.ErrApplied++
		}
		s.NonReadyResources = append(s.NonReadyResources, NonReady{name(bd), state, message})
	}
	sort.Slice(s.NonReadyResources, func(i, j int) bool {
		return s.NonReadyResources[i].Name < s.NonReadyResources[j].Name
	})
	return s
}

// Worst is the state furthest from ready, with its message; empty when all
// are ready.
func (s Summary) Worst() (state, message string) {
	for _, r := range s.NonReadyResources {
		if rank[r.State] > rank[state] {
			state, message = r.State, r.Message
		}
	}
	return state, message
}

// Message is Fleet's form of a summary: for each state its count and the
// first that is in it. Empty when all are ready.
func (s Summary) Message(kind string) string {
	counts := map[string]int{StateNotReady: s.NotReady, StateWaitApplied: s.WaitApplied, StateErrApplied: s.ErrApplied}
	told := map[string]bool{}
	parts := []string{}
	for _, r := range s.NonReadyResources {
		if told[r.State] {
			continue
		}
		told[r.State] = true
		subject := kind + " " + r.Name
		if r.Message != "" {
			subject += ": " + r.Message
		}
		parts = append(parts, fmt.Sprintf("%s(%d) [%s]", r.State, counts[r.State], subject))
	}
	sort.Strings(parts)
	return strings.Join(parts, "; ")
}

// Roll writes a summary of deployments into the shared part of a status.
func (r *Rollup) Roll(kind string, deployments []BundleDeployment, name func(*BundleDeployment) string) {
	r.Summary = Summarize(deployments, name)
	clusters, unready := map[string]bool{}, map[string]bool{}
	for i := range deployments {
		clusters[deployments[i].Namespace] = true
		if state, _ := State(&deployments[i]); state != StateReady {
			unready[deployments[i].Namespace] = true
		}
	}
	r.DesiredReadyClusters = len(clusters)
	r.ReadyClusters = len(clusters) - len(unready)
	r.Display.State, r.Display.Message = r.Summary.Worst()
	r.Display.Error = r.Display.Message != ""
	SetReady(&r.Conditions, r.Summary.Message(kind))
}
