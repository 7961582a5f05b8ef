#pragma once

#include "api/call.hpp"
#include "transactions/submit/bearer.hpp"

namespace burner::api {

/// Makes the bearer of the tickets in a request; the cluster is not known yet.
inline transactions::Bearer bearer_of(const Call& call) {
    return {call.wallet, call.caller->project().id, {}, call.caller->mode() == access::Mode::test};
}

}  // namespace burner::api
