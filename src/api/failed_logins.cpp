#include "api/failed_logins.hpp"

#include "api/services.hpp"

namespace burner::api {

base::Error count_failed_login(const Call& call, base::Error error) {
    auto& failures = call.services.limits.failed_logins;
    const auto address = base::parse_ip_address(call.request.from).value_or(base::IpAddress{});
    const auto now = call.services.clock.steady();
    call.retry_after = failures.blocked(address, now);
    if (call.retry_after) return {base::ErrorCode::rate_limited, "Too many failed authentications"};
    failures.count(address, now);
    return error;
}

}  // namespace burner::api
