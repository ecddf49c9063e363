# Six effects pooled: Rscript pool.R > pool.json. R 4.2.2, metafor 3.8-1, jsonlite.
suppressMessages({library(metafor); library(jsonlite)})
y <- c(0.10, 0.41, -0.25, 0.33, 0.02, 0.55)
s <- c(0.20, 0.15, 0.30, 0.22, 0.11, 0.25)
of <- function(method) {
  r <- rma(yi = y, sei = s, method = method, test = "knha", control = list(tol = 1e-14, threshold = 1e-14, maxiter = 10000))
  b <- blup(r)
  list(estimate = c(r$b), se = r$se, p = r$pval, low = r$ci.lb, high = r$ci.ub, tau2 = r$tau2, q = r$QE, qp = r$QEp,
       shrunken = b$pred, shrunkenSe = b$se)
}
cat(toJSON(list("paule-mandel" = of("PM"), reml = of("REML"), "dersimonian-laird" = of("DL")), digits = NA, auto_unbox = TRUE))
