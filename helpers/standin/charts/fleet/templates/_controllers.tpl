{{- /* The controllers to run: always fleet-controller, and helmops where the
generation has it switched on. */ -}}
{{- define "controllers" -}}
fleet-controller: controller
{{- if semverCompare "<0.13.0-0" .Chart.AppVersion }}
{{- if has (dict "name" "EXPERIMENTAL_HELM_OPS" "value" "true") .Values.extraEnv }}
helmops: helmops
{{- end }}
{{- else if .Values.helmops.enabled }}
helmops: helmops
{{- end }}
{{- end -}}
