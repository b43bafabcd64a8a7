const MATH = "http://www.w3.org/1998/Math/MathML";
const TOKEN = /\\[a-zA-Z]+|\\.|[0-9]+(?:[.,][0-9]+)?|[{}^_[\]]|\s+|[^]/gu;
const SIGNS = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", phi: "φ", varphi: "φ", chi: "χ", psi: "ψ", omega: "ω",
  Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Pi: "Π", Sigma: "Σ", Phi: "Φ", Psi: "Ψ", Omega: "Ω", infty: "∞", partial: "∂", nabla: "∇", ell: "ℓ", hbar: "ℏ", degree: "°", circ: "∘", dots: "…", ldots: "…", cdots: "⋯", emptyset: "∅",
};
const OPERATORS = {
  cdot: "·", times: "×", div: "÷", pm: "±", mp: "∓", le: "≤", leq: "≤", ge: "≥", geq: "≥", ne: "≠", neq: "≠", approx: "≈", equiv: "≡", sim: "∼", propto: "∝", to: "→", rightarrow: "→", leftarrow: "←", Rightarrow: "⇒", Leftrightarrow: "⇔", mapsto: "↦", in: "∈", notin: "∉", subset: "⊂", cup: "∪", cap: "∩", forall: "∀", exists: "∃", neg: "¬", land: "∧", lor: "∨", sum: "∑", prod: "∏", int: "∫", mid: "∣", langle: "⟨", rangle: "⟩",
};
const NAMES = ["sin", "cos", "tan", "log", "ln", "exp", "lim", "max", "min", "det", "gcd", "arg", "mod"];
const BIG = ["∑", "∏", "lim", "max", "min"];
const SPACES = { ",": "0.17em", ":": "0.22em", ";": "0.28em", " ": "0.25em", quad: "1em", qquad: "2em" };
const WORDS = ["text", "mathrm", "operatorname", "mathbf", "mathit"];
const IGNORED = ["left", "right", "displaystyle", "limits", "big", "Big", "!"];

/** LaTeX as a browser draws it; what is not understood stays as it was written. */
export function drawFormula(source, alone) {
  try {
    const math = el("math", ...new Reader(source).row());
    if (alone) math.setAttribute("display", "block");
    math.setAttribute("aria-label", source);
    return math;
  } catch {
    const code = document.createElement("code");
    code.textContent = source;
    return code;
  }
}

function el(name, ...children) {
  const node = document.createElementNS(MATH, name);
  node.append(...children);
  return node;
}

class Reader {
  constructor(source) {
    this.tokens = source.match(TOKEN) ?? [];
    this.at = 0;
  }

  row(end = null) {
    const made = [];
    while (this.at < this.tokens.length && this.tokens[this.at] !== end) {
      const atom = this.atom();
      if (atom) made.push(this.scripts(atom));
    }
    if (end && this.tokens[this.at++] !== end) throw new Error("unclosed");
    return made;
  }

  atom() {
    const token = this.tokens[this.at++];
    if (!token.trim()) return null;
    if (token === "{") return el("mrow", ...this.row("}"));
    if (token === "}" || token === "^" || token === "_") throw new Error(token);
    if (token.startsWith("\\")) return this.command(token.slice(1));
    if (/^[0-9]/.test(token)) return el("mn", token);
    return el(/^\p{L}$/u.test(token) ? "mi" : "mo", token === "-" ? "−" : token);
  }

  argument() {
    while (this.tokens[this.at] && !this.tokens[this.at].trim()) this.at += 1;
    if (this.at >= this.tokens.length) throw new Error("nothing there");
    return this.atom();
  }

  scripts(base) {
    let low = null;
    let high = null;
    for (;;) {
      while (this.tokens[this.at] && !this.tokens[this.at].trim() && /^[\^_]$/.test(this.tokens[this.at + 1] ?? "")) this.at += 1;
      const sign = this.tokens[this.at];
      if (sign !== "^" && sign !== "_") break;
      this.at += 1;
      if (sign === "^") high = this.argument();
      else low = this.argument();
    }
    const [under, over, both] = BIG.includes(base.textContent) ? ["munder", "mover", "munderover"] : ["msub", "msup", "msubsup"];
    if (low && high) return el(both, base, low, high);
    return low ? el(under, base, low) : high ? el(over, base, high) : base;
  }

  command(name) {
    if (name === "frac" || name === "dfrac") return el("mfrac", this.argument(), this.argument());
    if (name === "sqrt") return this.root();
    if (WORDS.includes(name)) return this.words();
    if (name in SIGNS) return el("mi", SIGNS[name]);
    if (name in OPERATORS) return el("mo", OPERATORS[name]);
    if (NAMES.includes(name)) return el("mi", name);
    if (IGNORED.includes(name)) return null;
    if (name in SPACES) return space(SPACES[name]);
    if (/^[{}%$#&_]$/.test(name)) return el("mo", name);
    throw new Error(name);
  }

  root() {
    if (this.tokens[this.at] !== "[") return el("msqrt", this.argument());
    this.at += 1;
    const degree = el("mrow", ...this.row("]"));
    return el("mroot", this.argument(), degree);
  }

  words() {
    if (this.tokens[this.at++] !== "{") throw new Error("words");
    let text = "";
    while (this.at < this.tokens.length && this.tokens[this.at] !== "}") text += this.tokens[this.at++];
    this.at += 1;
    return el("mtext", text);
  }
}

function space(width) {
  const node = el("mspace");
  node.setAttribute("width", width);
  return node;
}
