#pragma once

#include <string>

#include "admin/gate.hpp"
#include "admin/services.hpp"
#include "app/settings.hpp"
#include "app/state.hpp"
#include "http/server.hpp"
#include "upstreams/webhook/webhook_poster.hpp"
#include "users/sign_in_limit.hpp"

namespace burner::app {

/// Returns the origin of the dashboard, where it is known without listening; empty: the port is not.
std::string dashboard_origin(const Settings& settings);

/// The dashboard's listener, on one worker's event loop.
class Dashboard {
  public:
    /// Listens from here on. Throws std::runtime_error where it cannot.
    Dashboard(boost::asio::io_context& context, State& state, const Settings& settings);

    /// Returns what people open in the browser.
    const std::string& origin() const { return services_.origin; }
    base::Task<void> drain() { return server_.drain(); }

  private:
    users::SignInLimit sign_in_limit_;
    upstreams::WebhookPoster webhook_poster_;
    admin::Services services_;
    admin::Gate gate_;
    http::Server server_;
};

}  // namespace burner::app
