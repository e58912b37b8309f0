// What a person has chosen or half typed and the app does not know yet.

export class Drafts {
  #values = new Map();
  #sent = new Map();

  has(key) {
    return this.#values.has(key);
  }

  get(key) {
    return this.#values.get(key);
  }

  set(key, value) {
    this.#values.set(key, value);
  }

  /** True once for each new value, so that leaving a field twice sends it once. */
  isNews(key) {
    if (!this.has(key) || this.#sent.get(key) === this.get(key)) return false;
    this.#sent.set(key, this.get(key));
    return true;
  }

  forget(key) {
    this.#values.delete(key);
    this.#sent.delete(key);
  }

  /** Forgets a draft once the app's own state carries it, unless the person has gone on typing. */
  letGo(key, value) {
    if (JSON.stringify(this.get(key)) === JSON.stringify(value)) this.forget(key);
  }

  /** Modals that are gone take their drafts along; `views` are the ids of those still there. */
  keepOnly(views) {
    for (const key of this.#values.keys()) {
      const surface = key.split("/")[0];
      if (surface.startsWith("V") && !views.includes(surface)) this.forget(key);
    }
  }
}
