#pragma once

#include <string_view>
#include <type_traits>

#include "admin/call.hpp"
#include "admin/services.hpp"
#include "base/ip_address.hpp"
#include "base/result.hpp"

namespace burner::admin {

/// Lets `verify` look at a password unless too many were wrong, and counts it where it is: where `verify` fails with
/// anything but `overloaded`. Fails with `rate_limited` and sets `retry_after`. On a storage thread.
template <class Verify>
std::invoke_result_t<Verify> guess(Call& call, std::string_view email, Verify verify) {
    auto& limit = call.services.sign_in_limit;
    const auto from = base::parse_ip_address(call.request.from).value_or(base::IpAddress{});
    const auto now = call.services.clock.steady();
    call.retry_after = limit.blocked(email, from, now);
    if (call.retry_after) return base::fail(base::ErrorCode::rate_limited, "Too many wrong passwords");
    auto outcome = verify();
    if (!outcome && outcome.error().code != base::ErrorCode::overloaded) limit.count_failure(email, from, now);
    return outcome;
}

}  // namespace burner::admin
