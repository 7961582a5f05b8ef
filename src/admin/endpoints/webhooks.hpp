#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /projects/:project/webhooks`: where the project is told, without the secrets.
base::Task<base::Result<http::Response>> list_webhooks(Call& call);

/// `POST /projects/:project/webhooks`: 201 with the secret, which no other answer shows.
base::Task<base::Result<http::Response>> create_webhook(Call& call);

/// `DELETE /projects/:project/webhooks/:id`: 204; its deliveries go, too.
base::Task<base::Result<http::Response>> delete_webhook(Call& call);

/// `POST /projects/:project/webhooks/:id/test`: posts a test message now, and says what came of it.
base::Task<base::Result<http::Response>> test_webhook(Call& call);

/// `GET /projects/:project/webhooks/:id/deliveries`: the newest hundred.
base::Task<base::Result<http::Response>> list_deliveries(Call& call);

}  // namespace burner::admin
