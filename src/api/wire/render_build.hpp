#pragma once

#include <optional>

#include "base/clock.hpp"
#include "http/response.hpp"
#include "transactions/build/built.hpp"

namespace burner::api {

/// Writes what a build or a refresh has made (docs/openapi.yaml, `BuildTransactionsResponse`).
http::Response render_build(const transactions::Build& build);

/// Returns when the last blockhash ends; nullopt without a transaction.
std::optional<base::UnixTime> ends_at(const transactions::Build& build);

}  // namespace burner::api
