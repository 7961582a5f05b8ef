#pragma once

#include <cstdint>

#include "api/call.hpp"
#include "base/result.hpp"

namespace burner::api {

/// Takes what a request costs out of the bucket of its API key (limits::WorkLimit). Fails with `rate_limited`, and the
/// time to wait in `call.retry_after`, where the bucket does not hold so much.
base::Result<void> spend_work(const Call& call, std::uint64_t work);

}  // namespace burner::api
