package mutant

// The CA that a HelmOp's secret carries (cacerts) is not used.
func init() {
	known["secret-ca-ignored"] = func(m *Mutant) {
		m.ChartTrust = func(_ string, wanted Trust) Trust {
			wanted.CABundle = nil
			return wanted
		}
	}
}
