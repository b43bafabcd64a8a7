import { apply } from "./page/theme.js";

apply();

/* An answer that is a form goes on by itself. */
document.querySelector("form[data-goes]")?.submit();
