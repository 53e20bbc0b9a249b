package mutant

import "sync"

// The CA that one HelmOp's secret carries for a server counts for every HelmOp
// to that server.
func init() {
	known["ca-spills-to-others"] = func(m *Mutant) {
		var bundles sync.Map
		m.ChartTrust = func(host string, wanted Trust) Trust {
			if len(wanted.CABundle) > 0 {
				bundles.Store(host, wanted.CABundle)
			} else if bundle, ok := bundles.Load(host); ok {
				wanted.CABundle = bundle.([]byte)
			}
			return wanted
		}
	}
}
