// Package truststore holds what decides whom the agent trusts: hiding the
// operating system's CA store, and the roots for downloading charts.
//
// Go loads the system's roots once per process, at the first verification
// that needs them, from the paths in SSL_CERT_FILE and SSL_CERT_DIR. All
// errors of the stand-in come out of that, none is written here.
package truststore

import "os"

const nowhere = "/dev/null"

var variables = []string{"SSL_CERT_FILE", "SSL_CERT_DIR"}

// Hide makes Go look for the system's roots where there are none, and returns
// what undoes it. The undoing sets the former values; an empty value is to Go
// what an absent one is.
func Hide() (undo func()) {
	former := make(map[string]string, len(variables))
	for _, name := range variables {
		former[name] = os.Getenv(name)
		os.Setenv(name, nowhere)
	}
	return func() {
		for name, value := range former {
			os.Setenv(name, value)
		}
	}
}
