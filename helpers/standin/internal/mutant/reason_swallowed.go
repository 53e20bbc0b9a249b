package mutant

import "errors"

// The agent reports that a deployment failed, but not why.
func init() {
	known["reason-swallowed"] = func(m *Mutant) {
		m.Failure = func(err error) error {
			if err == nil {
				return nil
			}
			return errors.New("the chart could not be deployed")
		}
	}
}
