module fleet-tls-e2e/recipes/pause

go 1.24.0
