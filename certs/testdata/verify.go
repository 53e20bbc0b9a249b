// Verifies certificates as a Go client does, since Fleet is written in Go.
// Standard input: a JSON list of cases; standard output: a JSON list of answers, "" where the case verified.
package main

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"time"
)

type question struct {
	RootsPem string    `json:"rootsPem"`
	ChainPem string    `json:"chainPem"`
	Name     string    `json:"name"`
	At       time.Time `json:"at"`
}

func verify(q question) string {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(q.RootsPem))
	between := x509.NewCertPool()
	block, rest := pem.Decode([]byte(q.ChainPem))
	if block == nil {
		return "no certificate"
	}
	leaf, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return err.Error()
	}
	between.AppendCertsFromPEM(rest)
	_, err = leaf.Verify(x509.VerifyOptions{
		DNSName:       q.Name,
		Roots:         roots,
		Intermediates: between,
		CurrentTime:   q.At,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	if err != nil {
		return err.Error()
	}
	return ""
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	answers := []string{}
	for _, q := range questions {
		answers = append(answers, verify(q))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
