#pragma once

#include <string_view>

#include "api/routes.hpp"

namespace burner::api {

/// Runs a POST under its `Idempotency-Key`: once per key and body for as long as the answer is of use, 24 h at most.
/// Later ones get the stored answer with `Idempotency-Replayed: true`. Only answers are kept; after an error the key is
/// free again.
base::Task<base::Result<http::Response>> run_once(Call& call, const Route& route, std::string_view key);

}  // namespace burner::api
