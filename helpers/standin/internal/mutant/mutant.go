// Package mutant holds defects that a change to Fleet could bring, each a
// switch of the stand-in: what the harness says of them shows what it would
// catch. docs/mutants.md lists them.
//
// The faithful code asks Active() at the seams below. A mutant puts something
// else at one or two of them, and has a file of its name to itself.
package mutant

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/client-go/rest"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
)

// Env names the variable with the mutant's name. It comes from the charts'
// value "mutant"; a controller passes it on to the agents that it deploys.
const Env = "STANDIN_MUTANT"

// Mutant is what stands at the seams.
type Mutant struct {
	// Name is empty for the faithful stand-in.
	Name string
	// Generation is what the image's generation becomes.
	Generation func(generation.Generation) generation.Generation
	// Mode is what an agent takes its agentTLSMode for.
	Mode func(configured string) string
	// Hide hides the system's store while an agent registers.
	Hide func(hide func() (undo func())) (undo func())
	// Upstream changes how an agent reaches its upstream.
	Upstream func(*rest.Config)
	// Registering is called with what an agent is about to register with.
	Registering func(serverURL, token string)
	// Refused is called when a registration has failed.
	Refused func()
	// CheckedIn is called after each check-in of an agent, with their number.
	CheckedIn func(times int)
	// ChartTrust is whom a request for a chart trusts.
	ChartTrust func(host string, wanted Trust) Trust
	// ChartVersion is the version that a repository's index is searched for.
	ChartVersion func(wanted string) string
	// Failure is what an agent reports of a deployment; nil is success.
	Failure func(error) error
	// HelmOp changes the status that a HelmOp is about to get.
	HelmOp func(*api.HelmOpStatus)
}

// Trust is whom to believe at a chart's server.
type Trust struct {
	SkipVerify bool
	CABundle   []byte
}

func faithful() Mutant {
	return Mutant{
		Generation:   func(g generation.Generation) generation.Generation { return g },
		Mode:         func(configured string) string { return configured },
		Hide:         func(hide func() func()) func() { return hide() },
		Upstream:     func(*rest.Config) {},
		Registering:  func(string, string) {},
		Refused:      func() {},
		CheckedIn:    func(int) {},
		ChartTrust:   func(_ string, wanted Trust) Trust { return wanted },
		ChartVersion: func(wanted string) string { return wanted },
		Failure:      func(err error) error { return err },
		HelmOp:       func(*api.HelmOpStatus) {},
	}
}

// known has each mutant's change to the faithful stand-in.
var known = map[string]func(*Mutant){}

var active = faithful()

// Active is what this process is.
func Active() Mutant { return active }

// Choose makes this process a mutant, or faithful where the name is empty. It
// is called once, before anything else runs.
func Choose(name string) error {
	chosen := faithful()
	if name != "" {
		change, ok := known[name]
		if !ok {
			return fmt.Errorf("%s is %q, but must be empty or one of %s", Env, name, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		}
		change(&chosen)
		chosen.Name = name
	}
	active = chosen
	return nil
}
