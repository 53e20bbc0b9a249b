package api

import (
	"errors"
	"testing"
)

func TestTheAgentsReasonStandsInTheSummary(t *testing.T) {
	failed := deployment("op", "")
	SetCondition(&failed.Status.Conditions, Deployed, errors.New("x509: no"))
	ready := deployment("other", "id")

	rollup := Rollup{}
	rollup.Roll("Bundle", []BundleDeployment{failed, ready}, func(bd *BundleDeployment) string { return bd.Name })

	got := FindCondition(rollup.Conditions, Ready)
	if want := "ErrApplied(1) [Bundle op: x509: no]"; got.Status != "False" || got.Message != want {
		t.Errorf("Ready is %s with %q, want False with %q", got.Status, got.Message, want)
	}
	if rollup.ReadyClusters != 1 || rollup.DesiredReadyClusters != 2 {
		t.Errorf("%d of %d clusters ready, want 1 of 2", rollup.ReadyClusters, rollup.DesiredReadyClusters)
	}
}

func TestNothingToDeployCountsAsReady(t *testing.T) {
	rollup := Rollup{}
	rollup.Roll("Bundle", nil, nil)
	if got := FindCondition(rollup.Conditions, Ready); got.Status != "True" {
		t.Errorf("Ready is %s", got.Status)
	}
}

func TestAConditionKeepsItsTimeUntilItChanges(t *testing.T) {
	conditions := []Condition{{Type: Deployed, Status: "True", LastUpdateTime: "then"}}
	SetCondition(&conditions, Deployed, nil)
	if got := conditions[0].LastUpdateTime; got != "then" {
		t.Errorf("time moved to %q though nothing changed", got)
	}
	SetCondition(&conditions, Deployed, errors.New("broken"))
	if got := conditions[0].LastUpdateTime; got == "then" {
		t.Error("time stayed though the condition changed")
	}
}

func deployment(name, applied string) BundleDeployment {
	bd := BundleDeployment{}
	bd.Name, bd.Namespace = name, "cluster-"+name
	bd.Spec.DeploymentID = "id"
	bd.Status.AppliedDeploymentID, bd.Status.Ready = applied, applied != ""
	return bd
}
