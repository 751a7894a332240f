// Bundles the scripts and styles of static/ into static/dist/, and writes there manifest.json:
// the name by which templates ask for a file -> the file name, which carries a hash of its content.

import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { exit } from "node:process";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { build } from "esbuild";

const FOLDER = "static/dist";

const HASHED = [
  { in: "static/player/main.js", out: "player" },
  { in: "static/player/player.css", out: "player" },
  { in: "static/staff/main.js", out: "staff" },
  { in: "static/staff/staff.css", out: "staff" },
  { in: "static/staff/paper.css", out: "paper" },
];

// A browser looks for a new service worker at the address of the old one.
const STABLE = [{ in: "static/player/service-worker.js", out: "service-worker" }];

const OPTIONS = {
  bundle: true,
  minify: true,
  target: ["es2022", "chrome120"],
  external: ["/static/*", "/media/*"],
  loader: { ".svg": "file", ".woff2": "file" },
  assetNames: "[name]-[hash]",
  outdir: FOLDER,
  metafile: true,
  write: false,
};

function refuseMissingSources() {
  const missing = [...HASHED, ...STABLE].filter((entry) => !existsSync(entry.in));
  if (missing.length > 0) {
    const names = missing.map((entry) => entry.in).join(", ");
    console.error(`The front end cannot be built without ${names}.`);
    exit(1);
  }
}

async function bundle(entryPoints, entryNames, format) {
  // esbuild has already said what is wrong, with the place.
  return build({ ...OPTIONS, entryPoints, entryNames, format }).catch(() => exit(1));
}

function manifestOf({ metafile }, entries) {
  const outputs = Object.entries(metafile.outputs);
  return entries.map((entry) => {
    const [path] = outputs.find(([, output]) => output.entryPoint === entry.in);
    return [entry.out + extname(entry.in), basename(path)];
  });
}

async function writeWithCompressed({ path, contents }) {
  await writeFile(path, contents);
  await writeFile(`${path}.gz`, await promisify(gzip)(contents, { level: 9 }));
  await writeFile(`${path}.br`, await promisify(brotliCompress)(contents));
}

refuseMissingSources();
const hashed = await bundle(HASHED, "[name]-[hash]", "esm");
const stable = await bundle(STABLE, "[name]", "iife");
const manifest = Object.fromEntries([...manifestOf(hashed, HASHED), ...manifestOf(stable, STABLE)]);

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
await Promise.all([...hashed.outputFiles, ...stable.outputFiles].map(writeWithCompressed));
await writeFile(join(FOLDER, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
