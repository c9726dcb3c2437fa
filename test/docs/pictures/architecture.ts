/** How the provider is built, from the program down to the platform: Graphviz's language. */
export const architecture = `digraph {
  rankdir=TB; nodesep=0.35; ranksep=0.45; compound=true; bgcolor="white"
  node [shape=box, style="rounded,filled", fillcolor="white", color="#64748b", fontname="Helvetica", fontsize=11, margin="0.35,0.09"]
  edge [color="#64748b", fontname="Helvetica", fontsize=10, fontcolor="#475569"]
  graph [fontname="Helvetica", fontsize=11, fontcolor="#334155"]

  subgraph cluster_program {
    label="the program's process"; style="rounded,filled"; color="#cbd5e1"; fillcolor="#f8fafc"
    program [label="your program"]
    resource [label=<<b>resource/</b><br/>ElementInstance, what is secret>]
    lookups [label=<<b>lookups/</b><br/>getElement…>]
  }
  engine [label=<<b>Pulumi's engine</b><br/>plan, state, encrypted secrets>, fillcolor="#ede9fe", color="#7c3aed"]
  subgraph cluster_provider {
    label="the provider's process"; style="rounded,filled"; color="#cbd5e1"; fillcolor="#f8fafc"
    dynamic [label=<<b>dynamic/</b><br/>the host for dynamic providers>]
    lifecycle [label=<<b>lifecycle/</b><br/>check, diff, create, read, update, delete: plain data>]
    elements [label=<<b>elements/</b><br/>what is known of each element>]
  }
  subgraph cluster_cli {
    label="npx pulumi-cloud-elements"; style="rounded,filled"; color="#cbd5e1"; fillcolor="#f8fafc"
    cli [label=<<b>cli/</b><br/>authorize, export, doctor>]
  }
  client [label=<<b>client/</b><br/>one call, its answer, what may be tried again>]
  errors [label=<<b>errors/</b><br/>one error, one redaction>]
  platform [label=<<b>Cloud Elements</b><br/>/elements/api-v2, or the emulator>, fillcolor="#dcfce7", color="#16a34a"]

  program -> resource; program -> lookups
  resource -> engine [label=" registers"]
  engine -> dynamic [label=" one line of text loads it"]
  dynamic -> lifecycle -> elements
  lifecycle -> client
  lookups -> client; cli -> client
  client -> errors
  client -> platform [label=" HTTPS"]
}`;
