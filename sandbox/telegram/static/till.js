import { apply } from "./page/theme.js";

apply();
