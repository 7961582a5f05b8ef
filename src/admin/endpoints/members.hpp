#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /projects/:project/members`
base::Task<base::Result<http::Response>> list_members(Call& call);

/// `PUT /projects/:project/members/:id`: gives a user a role in the project; 204.
base::Task<base::Result<http::Response>> put_member(Call& call);

/// `DELETE /projects/:project/members/:id`: 204, and 404 where they are no member.
base::Task<base::Result<http::Response>> delete_member(Call& call);

}  // namespace burner::admin
