# An unbalanced panel and what R says of it: Rscript panel.R > panel.json
# R 4.2.2, clubSandwich 0.5.8, sandwich 3.0-2, jsonlite.
suppressMessages({library(clubSandwich); library(sandwich); library(jsonlite)})
set.seed(6)
size <- c(2, 3, 5, 6, 8, 11, 14)
team <- rep(seq_along(size), size)
n <- length(team)
person <- paste0(team, ".", unlist(lapply(size, function(k) rep(1:max(1, k %/% 3), length.out = k))))
week <- sample(1:4, n, replace = TRUE)
ai <- rbinom(n, 1, 0.5)
forecast <- round(rnorm(n, 3, 0.7), 3)
pace <- rnorm(length(unique(person)), 0, 0.4)
y <- round(1 + 0.2 * ai + 0.8 * forecast + pace[match(person, unique(person))] + 0.1 * week + rnorm(n, 0, 0.5), 3)
# A singleton: somebody with one task.
data <- data.frame(team = c(team, 7), person = c(person, "7.9"), week = c(week, 2), ai = c(ai, 1), forecast = c(forecast, 2.5), y = c(y, 3.1))

types <- c("CR0", "CR1", "CR1S", "CR2", "CR3")
of <- function(model, cluster, term, types) {
  lapply(setNames(types, types), function(type) {
    v <- vcovCR(model, cluster = cluster, type = type)
    t <- coef_test(model, vcov = v, test = "Satterthwaite", coefs = term)
    list(se = t$SE, df = t$df_Satt, p = t$p_Satt)
  })
}
plain <- lm(y ~ ai + forecast, data)
cell <- subset(data, person != "7.9")
weeks <- lm(y ~ ai + forecast + factor(week), data)
both <- lm(y ~ ai + forecast + factor(person) + factor(week), cell)
persons <- lm(y ~ ai + forecast + factor(person), cell)
result <- list(
  data = data,
  plain = c(list(estimate = coef(plain)[["ai"]]), of(plain, data$team, "ai", types)),
  rows = c(list(estimate = coef(plain)[["ai"]]), of(plain, seq_len(nrow(data)), "ai", c("CR2", "CR3"))),
  weeks = c(list(estimate = coef(weeks)[["ai"]]), of(weeks, data$team, "ai", types)),
  persons = c(list(estimate = coef(persons)[["ai"]]), of(persons, cell$team, "ai", setdiff(types, "CR3"))),
  personRows = c(list(estimate = coef(persons)[["ai"]]), of(persons, seq_len(nrow(cell)), "ai", c("CR2", "CR3"))),
  both = c(list(estimate = coef(both)[["ai"]]), of(both, cell$team, "ai", setdiff(types, "CR3"))),
  covariance = as.vector(vcovCR(plain, cluster = data$team, type = "CR2")),
  twoWay = list(
    se = sqrt(diag(vcovCL(plain, cluster = ~ team + week, data = data)))[["ai"]]
  )
)
wald <- Wald_test(weeks, constraints = constrain_zero("week", reg_ex = TRUE), vcov = vcovCR(weeks, data$team, "CR2"), test = "HTZ")
result$wald <- list(f = wald$Fstat, numerator = wald$df_num, denominator = wald$df_denom, p = wald$p_val)
cat(toJSON(result, digits = NA, auto_unbox = TRUE, pretty = FALSE))
