// Verifies certificates as a Go client does, since Fleet is written in Go.
// Standard input: a JSON list of questions; standard output: a JSON list of answers.
package main

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"time"
)

type question struct {
	// What the client was given as CAs.
	RootsPem string `json:"rootsPem"`
	// What the server presents.
	ChainPem string `json:"chainPem"`
	// The host that the client asked for.
	Name string `json:"name"`
	// When; now by default.
	At time.Time `json:"at"`
}

type answer struct {
	// Why the server was refused, "" where it was accepted.
	Refusal string `json:"refusal"`
	// How many certificates were read out of RootsPem.
	Roots int `json:"roots"`
}

func verify(q question) answer {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(q.RootsPem))
	// Deprecated for the pool of the system alone, which this is not.
	a := answer{Roots: len(roots.Subjects())}
	if err := verifyServer(q, roots); err != nil {
		a.Refusal = err.Error()
	}
	return a
}

func verifyServer(q question, roots *x509.CertPool) error {
	block, rest := pem.Decode([]byte(q.ChainPem))
	if block == nil {
		panic("the server presents no certificate")
	}
	leaf, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return err
	}
	between := x509.NewCertPool()
	between.AppendCertsFromPEM(rest)
	_, err = leaf.Verify(x509.VerifyOptions{
		DNSName:       q.Name,
		Roots:         roots,
		Intermediates: between,
		CurrentTime:   q.At,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	return err
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	answers := []answer{}
	for _, q := range questions {
		answers = append(answers, verify(q))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
