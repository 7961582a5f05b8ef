#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /projects`: those that the user may own.
base::Task<base::Result<http::Response>> list_projects(Call& call);

/// `POST /projects`: 201.
base::Task<base::Result<http::Response>> create_project(Call& call);

/// `GET /projects/:project`
base::Task<base::Result<http::Response>> get_project(Call& call);

/// `PATCH /projects/:project`: an operator may also change the tier.
base::Task<base::Result<http::Response>> change_project(Call& call);

}  // namespace burner::admin
