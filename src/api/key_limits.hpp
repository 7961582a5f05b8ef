#pragma once

#include "api/call.hpp"
#include "base/task.hpp"
#include "limits/monthly_quota.hpp"

namespace burner::api {

/// How many requests a minute and a month the caller's key may make.
std::uint32_t requests_per_minute(const Call& call);
std::uint32_t requests_per_month(const Call& call);

/// Notes an answer for the headers; fails with `rate_limited` where it is no.
base::Result<void> judge_rate(const Call& call, const limits::RateAnswer& rate);
/// Fails with `quota_exceeded`, with `rate_limited` while other nodes give back, with `overloaded` without the store.
base::Result<void> judge_quota(const Call& call, const limits::QuotaAnswer& quota);

/// Counts a request of a publishable key, which the gate has not: anybody may send it, so it counts once it has shown
/// that it is meant. Fails as the two above.
base::Task<base::Result<void>> count_request(const Call& call);

}  // namespace burner::api
