import { build } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { findEngine } from "./engine.mjs";
import { findNode } from "./node.mjs";
import { installPackages } from "./packages.mjs";
import { findPostgresql } from "./postgresql.mjs";
import { repository, withPath } from "./paths.mjs";

/**
 * Brings a fresh clone to where its programs run, and gives back the environment to run them in.
 * What is there already is left alone, so a second call takes a second or two.
 */
export async function setUp({ engine, browser, postgresql }) {
  const node = await findNode();
  const base = withPath([node]);
  await installPackages(base);
  await build(base);
  const engineFolder = engine ? [await findEngine(base)] : [];
  return withPath([...engineFolder, node, `${repository}/node_modules/.bin`], {
    ...process.env,
    PULUMI_SKIP_UPDATE_CHECK: "1",
    ...(browser && { CHROMIUM: await findChromium(base) }),
    ...(postgresql && { POSTGRESQL: await findPostgresql(base) }),
  });
}
