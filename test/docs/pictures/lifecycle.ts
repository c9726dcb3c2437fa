/** The life of an instance, as states and what leads from one to the next: Graphviz's language. */
export const lifecycle = `digraph {
  rankdir=LR; nodesep=0.5; ranksep=1.1; bgcolor="white"
  node [shape=box, style="rounded,filled", fillcolor="#eff6ff", color="#2563eb", fontname="Helvetica", fontsize=11, margin="0.2,0.12"]
  edge [color="#64748b", fontname="Helvetica", fontsize=10, fontcolor="#334155"]

  declared [label="declared\\nin the program", fillcolor="white", color="#64748b"]
  attempt [label="an answer was lost,\\nor the run was killed", fillcolor="#fef9c3", color="#ca8a04"]
  works [label="works\\nvalid: true", fillcolor="#dcfce7", color="#16a34a"]
  pending [label="exists, never worked\\nin the state, as failed", fillcolor="#fef9c3", color="#ca8a04"]
  revoked [label="revoked later\\nvalid: false", fillcolor="#fef9c3", color="#ca8a04"]
  drifted [label="changed by somebody\\ndrift", fillcolor="#fef9c3", color="#ca8a04"]
  gone [label="gone", fillcolor="#fee2e2", color="#dc2626"]
  existing [label="made by hand", fillcolor="white", color="#64748b"]

  declared -> works [label="up: POST /instances"]
  declared -> pending [label="the service refuses"]
  declared -> attempt [label="interrupted"]
  attempt -> works [label="found by its tag,\\nnever made twice"]
  existing -> works [label="adopt: its id and token stay"]
  pending -> works [label="up: tried again in place"]
  works -> works [label="up: PATCH what changed"]
  works -> revoked [label="refresh"]
  revoked -> works [label="a new code: PUT, the same token"]
  works -> drifted [label="refresh"]
  drifted -> works [label="up: set back"]
  works -> gone [label="destroy: DELETE"]
  works -> gone [label="deleted elsewhere", style=dashed]
  gone -> declared [label="refresh; up needs a new code", style=dashed]
}`;
