#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /users`
base::Task<base::Result<http::Response>> list_users(Call& call);

/// `POST /users`: 201 with the link by which the user chooses a password, which is shown once.
base::Task<base::Result<http::Response>> create_user(Call& call);

/// `PATCH /users/:id`: changes address, name or rights, or disables. A disabled user is signed out everywhere.
base::Task<base::Result<http::Response>> change_user(Call& call);

/// `DELETE /users/:id`: 204; the user is signed out everywhere.
base::Task<base::Result<http::Response>> delete_user(Call& call);

/// `POST /users/:id/link`: another link to choose a password.
base::Task<base::Result<http::Response>> create_link(Call& call);

/// `DELETE /users/:id/sessions`: signs a user out everywhere; 204.
base::Task<base::Result<http::Response>> end_sessions_of_user(Call& call);

}  // namespace burner::admin
