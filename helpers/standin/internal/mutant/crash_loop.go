package mutant

// The agent dies at its second check-in, and again after each restart: half a
// minute of life is enough to register and to deploy.
func init() {
	known["crash-loop"] = func(m *Mutant) {
		m.CheckedIn = func(times int) {
			if times == 2 {
				panic("crash-loop: the second check-in")
			}
		}
	}
}
