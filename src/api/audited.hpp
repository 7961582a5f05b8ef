#pragma once

#include <string_view>

#include "api/call.hpp"
#include "audit/trail.hpp"

namespace burner::api {

/// Begins an admitted request's audit event: who, when, from where, in which request. Its views are the call's; the
/// endpoint adds what the action was done to.
audit::Event audited(const Call& call, audit::Action action);

/// Notes a request that was refused because of its caller (401 and 403); `caller` is null where it is unknown.
void note_refusal(const Services& services, const http::Request& request, std::string_view request_id,
                  std::string_view route, const access::Caller* caller, const base::Error& error);

}  // namespace burner::api
