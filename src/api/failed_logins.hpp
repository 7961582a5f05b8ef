#pragma once

#include "api/call.hpp"

namespace burner::api {

/// Counts credentials or a proof that are no good against the client's address. Returns the refusal: `error`, or
/// `rate_limited` with `retry_after` set where the address keeps failing. Good ones never have to wait.
base::Error count_failed_login(const Call& call, base::Error error);

}  // namespace burner::api
