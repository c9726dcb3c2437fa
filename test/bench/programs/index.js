// The program of a benchmark's stack: declares BENCH_N resources of the line BENCH_LINE.
const fs = require("node:fs");
const declare = require(`./${process.env.BENCH_LINE}.js`);
const { argumentsOf } = require("./arguments.js");

const count = Number(process.env.BENCH_N);
// One of them has changed since, where that is asked for.
const changed = process.env.BENCH_CHANGED === "true" ? 0 : -1;
const began = process.cpuUsage();
for (let index = 0; index < count; index++) {
  declare(`instance-${String(index).padStart(5, "0")}`, argumentsOf(index, index === changed));
}

// What it has cost this process to register them, the answers of the engine included.
if (process.env.BENCH_CPU_FILE) {
  process.on("exit", () => {
    const { user, system } = process.cpuUsage(began);
    fs.writeFileSync(process.env.BENCH_CPU_FILE, String((user + system) / 1e6));
  });
}
