#include "admin/endpoints/settings.hpp"

#include "admin/endpoints/fields.hpp"

namespace burner::admin {

base::Task<base::Result<http::Response>> list_settings(Call& call) {
    co_return list_answer(call.services.settings, [](base::JsonWriter& json, const ShownSetting& setting) {
        json.member("key", setting.key);
        json.member("value", setting.value);
        json.member("source", setting.origin);
        json.member("help", setting.help);
    });
}

}  // namespace burner::admin
