#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /health`: whether this node can do its work, and what it has open.
base::Task<base::Result<http::Response>> get_health(Call& call);

/// `GET /nodes`: the nodes that share the database; none where this one is alone.
base::Task<base::Result<http::Response>> list_nodes(Call& call);

}  // namespace burner::admin
