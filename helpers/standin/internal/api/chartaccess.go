package api

import "fleet-tls-e2e/standin/internal/generation"

// ChartAccess says how to reach a HelmOp's chart. Its JSON names were changed
// between the generations, and no agent knows the other's: a new controller's
// secret and skip never reach an old agent. Both sets of names stand here;
// only NewChartAccess and Of choose, each by its own image's generation.
type ChartAccess struct {
	AppSecretName string `json:"helmAppSecretName,omitempty"`
	AppSkipVerify bool   `json:"helmAppInsecureSkipTLSVerify,omitempty"`
	OpSecretName  string `json:"helmOpSecretName,omitempty"`
	OpSkipVerify  bool   `json:"helmOpInsecureSkipTLSVerify,omitempty"`
}

// NewChartAccess is what a controller of generation g writes.
func NewChartAccess(g generation.Generation, secretName string, skipVerify bool) *ChartAccess {
	if isOld(g) {
		return &ChartAccess{AppSecretName: secretName, AppSkipVerify: skipVerify}
	}
	return &ChartAccess{OpSecretName: secretName, OpSkipVerify: skipVerify}
}

// Of is what an agent or a controller of generation g understands.
func (a *ChartAccess) Of(g generation.Generation) (secretName string, skipVerify bool) {
	switch {
	case a == nil:
		return "", false
	case isOld(g):
		return a.AppSecretName, a.AppSkipVerify
	default:
		return a.OpSecretName, a.OpSkipVerify
	}
}

// SetAccess puts the options into a bundle, under the generation's name.
func (s *BundleSpec) SetAccess(g generation.Generation, a *ChartAccess) {
	if isOld(g) {
		s.HelmAppOptions = a
	} else {
		s.HelmOpOptions = a
	}
}

// Access reads a bundle's options, from the generation's name.
func (s *BundleSpec) Access(g generation.Generation) *ChartAccess {
	if isOld(g) {
		return s.HelmAppOptions
	}
	return s.HelmOpOptions
}

func isOld(g generation.Generation) bool { return g.HelmOpKind == "HelmApp" }
