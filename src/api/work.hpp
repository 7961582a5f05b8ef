#pragma once

#include <cstdint>
#include <optional>

#include "api/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"

namespace burner::api {

/// Takes what a request costs from the work of its API key (limits::WorkLimit). Fails with `rate_limited`, and the time
/// to wait in `call.retry_after`, where so much is not left. nullopt: it is not decided, so await `decide_work`.
std::optional<base::Result<void>> spend_work(const Call& call, std::uint64_t work);
base::Task<base::Result<void>> decide_work(const Call& call, std::uint64_t work);

}  // namespace burner::api
