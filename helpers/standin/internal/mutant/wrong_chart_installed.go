package mutant

// The version that a HelmOp asks for is not looked at: the newest that the
// repository has is installed.
func init() {
	known["wrong-chart-installed"] = func(m *Mutant) {
		m.ChartVersion = func(string) string { return "" }
	}
}
