#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /projects/:project/usage`: what its keys have used of the month, and what they may.
base::Task<base::Result<http::Response>> get_usage(Call& call);

/// `GET /projects/:project/stats`: the sums of what its wallets got back.
base::Task<base::Result<http::Response>> get_project_stats(Call& call);

}  // namespace burner::admin
