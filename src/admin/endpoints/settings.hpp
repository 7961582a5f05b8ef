#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /settings`: what the server runs with, and where each value comes from. Secrets are left out.
base::Task<base::Result<http::Response>> list_settings(Call& call);

}  // namespace burner::admin
