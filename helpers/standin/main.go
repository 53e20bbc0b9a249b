// Command standin is a stand-in for Rancher Fleet. It is not Fleet: see
// README.md.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/go-logr/logr"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"

	"fleet-tls-e2e/standin/internal/agent"
	"fleet-tls-e2e/standin/internal/controller"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/helmops"
	"fleet-tls-e2e/standin/internal/mutant"
)

var roles = map[string]func(context.Context, generation.Generation) error{
	"controller": controller.Run,
	"helmops":    helmops.Run,
	"agent":      agent.Run,
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "standin:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	g, err := generation.OfThisImage()
	if err != nil {
		return err
	}
	role := ""
	if len(args) == 1 {
		role = args[0]
	}
	if role == "version" {
		fmt.Println(g.Version())
		return nil
	}
	start, ok := roles[role]
	if !ok {
		return fmt.Errorf("usage: standin controller|helmops|agent|version")
	}
	if err := mutant.Choose(os.Getenv(mutant.Env)); err != nil {
		return err
	}
	chosen := mutant.Active()
	logInFleetsForm()
	slog.Info("This is not Rancher Fleet but a stand-in for it", "role", role, "version", g.Version(), "mutant", chosen.Name)
	return start(ctrl.SetupSignalHandler(), chosen.Generation(g))
}

// logInFleetsForm makes all of the process log as time="…" level=… msg="…".
func logInFleetsForm() {
	handler := slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if len(groups) == 0 && a.Key == slog.LevelKey {
				a.Value = slog.StringValue(strings.ToLower(a.Value.String()))
			}
			return a
		},
	})
	slog.SetDefault(slog.New(handler))
	ctrl.SetLogger(logr.FromSlogHandler(handler))
	klog.SetLogger(logr.FromSlogHandler(handler))
}
