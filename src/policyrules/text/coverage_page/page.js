"use strict";
(function () {
  const pane = document.querySelector(".pane");
  const sentences = [...document.querySelectorAll("main a.s")];
  const rules = [...pane.querySelectorAll("li")];
  let from = null;

  document.documentElement.classList.add("js");

  function show(sentence, travel) {
    for (const one of document.querySelectorAll(".on")) one.classList.remove("on");
    sentence.classList.add("on");
    from = sentence;
    const wanted = sentence.dataset.to.split(" ").map((id) => document.getElementById(id));
    for (const one of wanted) one.classList.add("on");
    pane.querySelector(".said").textContent = sentence.dataset.said;
    pane.classList.add("open");
    if (getComputedStyle(pane).position === "fixed") sentence.scrollIntoView({ block: "start" });
    const lead = pane.querySelector(".said").offsetHeight + 12;
    pane.scrollTop += wanted[0].getBoundingClientRect().top - pane.getBoundingClientRect().top - lead;
    if (travel) wanted[0].focus({ preventScroll: true });
  }

  function back(id) {
    const sentence = id ? document.getElementById(id) : from;
    pane.classList.remove("open");
    if (!sentence) return;
    for (const one of document.querySelectorAll("main .on")) one.classList.remove("on");
    sentence.classList.add("on");
    sentence.scrollIntoView({ block: "center" });
    sentence.focus({ preventScroll: true });
  }

  function step(list, here, by) {
    const next = list[list.indexOf(here) + by];
    if (!next) return;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (event.target.closest(".close")) back();
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches("main a.s")) {
      event.preventDefault();
      show(link, true);
    } else if (pane.contains(link)) {
      event.preventDefault();
      back(link.getAttribute("href").slice(1));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const here = document.activeElement;
    const row = here.closest(".pane li");
    if (event.key === "Escape") {
      back();
    } else if (event.key === "Enter" && row === here && row) {
      event.preventDefault();
      back(row.querySelector("a").getAttribute("href").slice(1));
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      if (here.matches("main a.s")) step(sentences, here, by);
      else if (row) step(rules, row, by);
      else return;
      event.preventDefault();
    }
  });
})();
