{{- /* Whether the agent names its token when it registers: from 0.16 on. */ -}}
{{- define "namesToken" -}}
{{- if semverCompare ">=0.16.0-0" .Chart.AppVersion }}true{{ end }}
{{- end -}}
