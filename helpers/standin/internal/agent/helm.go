package agent

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"helm.sh/helm/v4/pkg/action"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/kube"
	"helm.sh/helm/v4/pkg/release"
	"helm.sh/helm/v4/pkg/storage/driver"
	"k8s.io/cli-runtime/pkg/genericclioptions"
	"k8s.io/client-go/rest"

	"fleet-tls-e2e/standin/internal/api"
)

// Labels on a release's record, by which it is found again once its
// BundleDeployment is gone.
const (
	bundleLabel = "fleet-standin.bundle"
	agentLabel  = "fleet-standin.agent"
)

// installer runs Helm in the agent's own cluster.
type installer struct {
	config         *rest.Config
	agentNamespace string
}

// install brings a chart's archive into the cluster: a first time or as an
// upgrade. It returns namespace/name:revision.
func (i installer) install(ctx context.Context, bundle string, options api.Options, archive []byte) (string, error) {
	chart, err := loader.LoadArchive(bytes.NewReader(archive))
	if err != nil {
		return "", fmt.Errorf("reading the chart: %w", err)
	}
	values := map[string]any{}
	if len(options.Helm.Values) > 0 {
		if err := json.Unmarshal(options.Helm.Values, &values); err != nil {
			return "", fmt.Errorf("reading the values: %w", err)
		}
	}
	namespace, name := place(bundle, options)
	helm, err := i.helm(namespace)
	if err != nil {
		return "", err
	}
	labels := map[string]string{bundleLabel: bundle, agentLabel: i.agentNamespace}
	var result release.Releaser
	_, err = helm.Releases.Deployed(name)
	switch {
	case errors.Is(err, driver.ErrNoDeployedReleases):
		install := action.NewInstall(helm)
		install.ReleaseName, install.Namespace, install.CreateNamespace = name, namespace, true
		install.Replace = true // what a failed attempt left
		install.Labels, install.WaitStrategy = labels, kube.HookOnlyStrategy
		result, err = install.RunWithContext(ctx, chart, values)
	case err == nil:
		upgrade := action.NewUpgrade(helm)
		upgrade.Namespace, upgrade.ServerSideApply = namespace, "auto"
		upgrade.Labels, upgrade.WaitStrategy = labels, kube.HookOnlyStrategy
		result, err = upgrade.RunWithContext(ctx, name, chart, values)
	}
	if err != nil {
		return "", err
	}
	accessor, err := release.NewAccessor(result)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s/%s:%d", namespace, name, accessor.Version()), nil
}

// uninstall removes the releases of a bundle, wherever this agent put them.
func (i installer) uninstall(bundle string) error {
	everywhere, err := i.helm("")
	if err != nil {
		return err
	}
	list := action.NewList(everywhere)
	list.All, list.AllNamespaces = true, true
	list.Selector = fmt.Sprintf("%s=%s,%s=%s", bundleLabel, bundle, agentLabel, i.agentNamespace)
	list.SetStateMask()
	found, err := list.Run()
	if err != nil {
		return err
	}
	for _, r := range found {
		accessor, err := release.NewAccessor(r)
		if err != nil {
			return err
		}
		helm, err := i.helm(accessor.Namespace())
		if err != nil {
			return err
		}
		uninstall := action.NewUninstall(helm)
		uninstall.WaitStrategy, uninstall.IgnoreNotFound = kube.HookOnlyStrategy, true
		if _, err := uninstall.Run(accessor.Name()); err != nil {
			return err
		}
	}
	return nil
}

func (i installer) helm(namespace string) (*action.Configuration, error) {
	flags := genericclioptions.NewConfigFlags(false)
	flags.Namespace = &namespace
	flags.WrapConfigFn = func(*rest.Config) *rest.Config { return rest.CopyConfig(i.config) }
	configuration := action.NewConfiguration()
	return configuration, configuration.Init(flags, namespace, "secret")
}

// place is where a release goes, and under which name.
func place(bundle string, options api.Options) (namespace, name string) {
	name = options.Helm.ReleaseName
	if name == "" {
		name = bundle
	}
	for _, namespace = range []string{options.TargetNamespace, options.DefaultNamespace, "default"} {
		if namespace != "" {
			break
		}
	}
	return namespace, name
}
