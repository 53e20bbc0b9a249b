package controller

import (
	"testing"

	"sigs.k8s.io/controller-runtime/pkg/client"
)

func TestAConfigurationThatIsWrittenAgainIsAnotherUntilTheClusterWasImportedWithIt(t *testing.T) {
	imported, cluster := &importedWith{}, client.ObjectKey{Namespace: "workspace", Name: "cluster"}
	for step, want := range []bool{false, false} {
		if got := imported.another(cluster, "1"); got != want {
			t.Errorf("look %d at the first: %v", step, got)
		}
	}
	for step, want := range []bool{true, true} {
		if got := imported.another(cluster, "2"); got != want {
			t.Errorf("look %d at the second: %v", step, got)
		}
	}
	imported.written.Store(cluster, "2")
	if imported.another(cluster, "2") {
		t.Error("imported with the second, and still another")
	}
	if imported.another(client.ObjectKey{Name: "new"}, "2") {
		t.Error("a new cluster has no configuration before")
	}
}
