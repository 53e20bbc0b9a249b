package mutant

import repo "helm.sh/helm/v4/pkg/repo/v1"

// Of the versions that a repository has, the oldest is taken whatever was asked
// for.
func init() {
	known["wrong-chart-installed"] = func(m *Mutant) {
		m.Index = func(index *repo.IndexFile) {
			for name, versions := range index.Entries {
				index.Entries[name] = versions[max(0, len(versions)-1):]
			}
		}
	}
}
