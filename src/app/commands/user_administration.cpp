#include "app/commands/user_administration.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "app/dashboard.hpp"
#include "app/data_directory.hpp"
#include "app/open_database.hpp"
#include "app/value_or_throw.hpp"

namespace burner::app {

UserAdministration::UserAdministration(const Settings& settings) : settings_(settings) {
    open_data_directory(settings.data_directory);
    database_ = open_database(settings);
    store_ = std::make_unique<storage::UserStore>(*database_);
    accounts_ = std::make_unique<users::Accounts>(*store_, clock_);
}

users::User UserAdministration::user(std::string_view email) {
    const auto normal = users::normal_email(email);
    if (!normal) throw std::runtime_error(fmt::format("{} is no e-mail address", email));
    auto found = value_or_throw(store_->find_by_email(*normal));
    if (!found) throw std::runtime_error(fmt::format("there is no user {}; `burner user list` shows them", *normal));
    return *std::move(found);
}

std::string UserAdministration::link_to(std::string_view page) const {
    const auto origin = dashboard_origin(settings_);
    if (origin.empty())
        throw std::runtime_error(
            "the dashboard's address is not known: set dashboard.listen, such as 127.0.0.1:8081, or dashboard.url, as "
            "the server has it");
    return fmt::format("{}/{}#", origin, page);
}

}  // namespace burner::app
