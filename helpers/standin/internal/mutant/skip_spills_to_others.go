package mutant

import "sync"

// Once a HelmOp has skipped the verification of a server, nobody verifies that
// server any more: a connection's settings kept by its host alone.
func init() {
	known["skip-spills-to-others"] = func(m *Mutant) {
		var skipped sync.Map
		m.ChartTrust = func(host string, wanted Trust) Trust {
			if wanted.SkipVerify {
				skipped.Store(host, true)
			}
			_, wanted.SkipVerify = skipped.Load(host)
			return wanted
		}
	}
}
