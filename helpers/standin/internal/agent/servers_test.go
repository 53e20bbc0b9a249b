package agent

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestMain makes the certificate of Go's test servers the only one that the
// operating system's store holds, before anything has read the store. A story
// in a process of its own (mutants_test.go) has it so already, and not read.
func TestMain(m *testing.M) {
	if _, isStory := os.LookupEnv(storyEnv); isStory {
		os.Exit(m.Run())
	}
	server := httptest.NewTLSServer(http.NotFoundHandler())
	folder, err := os.MkdirTemp("", "store")
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "ca.pem"), certificateOf(server), 0o600)
	}
	if err != nil {
		log.Fatal(err)
	}
	os.Setenv("SSL_CERT_FILE", filepath.Join(folder, "ca.pem"))
	os.Setenv("SSL_CERT_DIR", folder)
	if _, err := x509.SystemCertPool(); err != nil {
		log.Fatal(err)
	}
	server.Close()
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// publicServer has a certificate that the store vouches for.
func publicServer(t *testing.T, handler http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	return server
}

// privateServer has one that only those trust to whom it was given.
func privateServer(t *testing.T, handler http.Handler) *httptest.Server {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotAfter:     time.Now().Add(time.Hour),
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA:         true, BasicConstraintsValid: true,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(handler)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func certificateOf(server *httptest.Server) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.TLS.Certificates[0].Certificate[0]})
}
