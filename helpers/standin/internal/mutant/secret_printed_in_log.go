package mutant

import (
	"fmt"
	"log/slog"
)

// The agent's log has the token that it registers with.
func init() {
	known["secret-printed-in-log"] = func(m *Mutant) {
		m.Registering = func(serverURL, token string) {
			slog.Info(fmt.Sprintf("Registering at %s with token %s", serverURL, token))
		}
	}
}
