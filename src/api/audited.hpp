#pragma once

#include <string_view>

#include "api/call.hpp"
#include "audit/trail.hpp"

namespace burner::api {

/// What an admitted request does, for the audit log: who, when, from where, in which request. The views are
/// of the call; the endpoint adds what it was done to.
audit::Event audited(const Call& call, audit::Action action);

/// Notes a request that was refused for who makes it (401 and 403). `caller` is null where that is not known.
void note_refusal(const Services& services, const http::Request& request, std::string_view request_id,
                  std::string_view route, const access::Caller* caller, const base::Error& error);

}  // namespace burner::api
