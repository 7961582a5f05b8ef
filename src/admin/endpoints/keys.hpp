#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /projects/:project/keys`: what is kept of each API key, never the key.
base::Task<base::Result<http::Response>> list_keys(Call& call);

/// `POST /projects/:project/keys`: 201 with the key, which no other answer shows.
base::Task<base::Result<http::Response>> create_key(Call& call);

/// `PATCH /projects/:project/keys/:id`: gives it another name.
base::Task<base::Result<http::Response>> rename_key(Call& call);

/// `POST /projects/:project/keys/:id/roll`: a new key; the old one lives for the overlap.
base::Task<base::Result<http::Response>> roll_key(Call& call);

/// `POST /projects/:project/keys/:id/revoke`: the key and its sessions hold nowhere any more.
base::Task<base::Result<http::Response>> revoke_key(Call& call);

}  // namespace burner::admin
